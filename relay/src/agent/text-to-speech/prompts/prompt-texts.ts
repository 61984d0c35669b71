import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { language, type Language } from '../../../wire/scalars.ts';
import { promptNames, type PromptName } from '../../ports.ts';

const texts = z.record(z.enum(promptNames), z.string().trim().min(1).max(300));
export type PromptTexts = Readonly<Record<Language, Readonly<Record<PromptName, string>>>>;

const SHIPPED = new URL('../../../../../resources/receptionist/prompts/', import.meta.url);

/** The words of all prompts, as they are shipped. @throws ZodError when one is missing */
export function readPromptTexts(folder = SHIPPED): PromptTexts {
  const read = (one: Language) => texts.parse(parse(readFileSync(new URL(`${one}.yaml`, folder), 'utf8')));
  return Object.fromEntries(language.options.map((one) => [one, read(one)])) as PromptTexts;
}
