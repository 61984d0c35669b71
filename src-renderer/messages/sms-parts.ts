/** The relay takes no longer one (relay/src/wire/message.ts). */
export const MOST_CHARACTERS = 1_600;

/** 3GPP TS 23.038: the basic set, one place each; the extension table, two. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extension = '\f^{}\\[~]|€';

/**
 * How many SMS a text is charged as: 160 places for one, 153 for each of several; with any other character 70 and 67
 * UTF-16 units.
 */
export function smsParts(text: string): number {
  let places = 0;
  for (const character of text) {
    if (basic.includes(character)) places += 1;
    else if (extension.includes(character)) places += 2;
    else return partsOf(text.length, 70, 67);
  }
  return partsOf(places, 160, 153);
}

const partsOf = (places: number, single: number, several: number) =>
  places === 0 ? 0 : places <= single ? 1 : Math.ceil(places / several);
