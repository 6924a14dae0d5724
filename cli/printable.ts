/** A name may hold line breaks and what a terminal takes for commands: these are spelled out, so that a line stays one. */
export const printable = (text: string): string =>
  text.replace(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1));
