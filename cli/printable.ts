/** A text may hold line breaks and what a terminal takes for commands: these are spelled out, so that a line stays one. */
export const printable = (text: string): string =>
  text.replace(/\p{Cc}/gu, (character) =>
    // JSON spells out what comes before the space, but not delete and the controls behind it.
    character < " " ? JSON.stringify(character).slice(1, -1) : `\\u00${character.charCodeAt(0).toString(16)}`,
  );
