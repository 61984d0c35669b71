/** An e-mail address that was written or said, and where. */
export interface EmailSaid {
  email: string;
  start: number;
  end: number;
}

const written = String.raw`[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+`;
const dot = String.raw`(?:dot|point|punt|punkt|\.)`;
const at = String.raw`(?:at(?: sign)?|arobase|arrobase|a commercial|apenstaartje|apestaartje|klammeraffe|@)`;
const dash = String.raw`(?:dash|hyphen|minus|tiret|trait d['’]union|streepje|koppelteken|bindestrich|underscore|tiret bas|unterstrich)`;
const part = String.raw`[\p{L}\p{N}_-]+`;
/** "sarah dot whitcombe at example dot com". Without a dot behind the at it is no address: "at home". */
const said = String.raw`${part}(?: (?:${dot}|${dash}) ${part})* ${at} ${part}(?: ${dash} ${part})*(?: ${dot} ${part})+`;
const pattern = new RegExp(String.raw`(?<written>${written})|(?<said>(?<![\p{L}\p{N}])${said}(?![\p{L}\p{N}]))`, 'giu');
const LONGEST = 200;

export function emailsIn(text: string): EmailSaid[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const words = match[0];
    const email = match.groups?.['written'] === undefined ? compose(words) : words.toLowerCase();
    if (email.length > LONGEST) return [];
    return [{ email, start: match.index, end: match.index + words.length }];
  });
}

function compose(words: string): string {
  return words
    .toLowerCase()
    .replace(new RegExp(String.raw` ${at} `, 'iu'), '@')
    .replaceAll(new RegExp(String.raw` ${dot} `, 'giu'), '.')
    .replaceAll(/ (?:underscore|tiret bas|unterstrich) /g, '_')
    .replaceAll(new RegExp(String.raw` ${dash} `, 'giu'), '-')
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
}
