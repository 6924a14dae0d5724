/** A stable colour for each track. Page. Okabe and Ito's palette (told apart by colour-blind eyes), lightened for dark
 * video; the id is always written beside it, since colour alone tells nothing. */
const COLOURS = ["#7cc7ff", "#ffb454", "#5ce0b0", "#f5e663", "#ff9dc4", "#b6a6ff", "#ff8f6b", "#d9d9d9"];

/** `trackId` counts from 1. */
export function trackColour(trackId: number): string {
  return COLOURS[(trackId - 1) % COLOURS.length];
}
