import type { CapturePolicy } from '@callbrief/relay/wire/insights';
import type { TFunction } from 'i18next';
import type { PolicyDesk } from '../../src-preload/contract.ts';
import { localeOf } from '../words/format.ts';
import { formatNumberWithin } from '../words/phone-number.ts';
import type { PolicyRule } from './policy-draft.ts';

export interface PolicyWords {
  t: TFunction<'policy'>;
  language: string;
  desk: Pick<PolicyDesk, 'lines' | 'named'>;
}

export const regionCodes = ['eu', 'us', 'gb', 'ch'] as const;

/** `Germany; 2026/0291 Brabant / Kröger`: which calls a rule is about. */
export function describeWhen({ when }: PolicyRule, words: PolicyWords): string {
  const { t, language, desk } = words;
  const or = new Intl.ListFormat(localeOf(language), { type: 'disjunction' });
  const named = <T>(ids: readonly string[], all: readonly (T & { id: string })[], nameOf: (one: T) => string) =>
    ids.map((id) => {
      const known = all.find((one) => one.id === id);
      return known === undefined ? t('unknownHere') : nameOf(known);
    });
  const parts = [
    when.lines.map((number) => nameOfLine(number, desk)),
    when.countries.map((code) => countryName(code, language)),
    named(when.matterIds, desk.named.matters, ({ number, title }) => `${number} ${title}`),
    named(when.contactIds, desk.named.contacts, ({ name }) => name),
  ].filter((list) => list.length > 0);
  return parts.length === 0 ? t('noCalls') : parts.map((list) => or.format(list)).join(' · ');
}

/** `Recorded, after the announcement. AI may read it, on the office’s own machine.` */
export function describeCapture(
  { audio, analyse, mayLeaveMachine, regions }: CapturePolicy['otherwise'],
  { t, language }: Pick<PolicyWords, 't' | 'language'>,
): string {
  const kept = t(`told.${audio}`);
  // What is not kept at all is read by nobody.
  if (audio === 'none') return kept;
  if (!analyse) return `${kept} ${t('told.noAi')}`;
  if (!mayLeaveMachine) return `${kept} ${t('told.aiHere')}`;
  if (regions.length === 0) return `${kept} ${t('told.aiAnywhere')}`;
  const list = new Intl.ListFormat(localeOf(language), { type: 'disjunction' });
  return `${kept} ${t('told.aiRegions', { regions: list.format(regions.map((code) => regionName(code, t))) })}`;
}

export function regionName(code: string, t: TFunction<'policy'>): string {
  const known = regionCodes.find((one) => one === code);
  return known === undefined ? code : t(`region.${known}`);
}

export const nameOfLine = (number: string, { lines }: Pick<PolicyDesk, 'lines'>): string =>
  lines.find((line) => line.number === number)?.name ?? formatNumberWithin(number);

export const countryName = (code: string, language: string): string =>
  new Intl.DisplayNames([localeOf(language)], { type: 'region', fallback: 'code' }).of(code) ?? code;
