import { expect, it } from 'vitest';
import { languageOfNumber, learnCaller, type CallerDirectory } from '../../../../relay/src/routing/caller-facts.ts';
import type { Contact, Matter } from '@callbrief/relay/wire/directory';
import { contactOf, openMatterOf } from './rules.ts';

const NUMBER = '+32470123456';

function directory(contacts: Contact[], matters: Matter[] = [], blocked: string[] = []): CallerDirectory {
  return {
    contactsByNumber: async (number) => contacts.filter((c) => c.numbers.some((n) => n.number === number)),
    openMattersOf: async (id) => matters.filter((m) => m.parties.some((party) => party.contactId === id)),
    isBlocked: async (number) => blocked.includes(number),
  };
}

it('a contact is known by name, roles in open matters, and preferred language', async () => {
  const anneke = contactOf('anneke', NUMBER, { languages: ['fr', 'nl'] });
  const matters = [
    openMatterOf('m1', [
      ['anneke', 'client'],
      ['bank', 'opposing_party'],
    ]),
    openMatterOf('m2', [['anneke', 'witness']]),
  ];
  expect(await learnCaller(directory([anneke], matters), NUMBER)).toEqual({
    caller: 'known',
    contactName: 'Anneke Peeters',
    roles: ['client', 'witness'],
    language: 'fr',
  });
});

it('a number that several contacts share has no name, and only what is true of each of them', async () => {
  const both = [contactOf('anneke', NUMBER), contactOf('jan', NUMBER, { name: 'Jan Peeters', languages: ['fr'] })];
  const matters = [
    openMatterOf('m1', [
      ['anneke', 'client'],
      ['jan', 'opposing_party'],
    ]),
    openMatterOf('m2', [
      ['anneke', 'witness'],
      ['jan', 'witness'],
    ]),
  ];
  expect(await learnCaller(directory(both, matters), NUMBER)).toEqual({
    caller: 'known',
    contactName: null,
    roles: ['witness'],
    language: null,
  });
});

it('a blocked number is blocked, also when it is a contact’s', async () => {
  expect(await learnCaller(directory([contactOf('a', NUMBER)], [], [NUMBER]), NUMBER)).toMatchObject({
    caller: 'blocked',
    contactName: 'Anneke Peeters',
  });
  expect(await learnCaller(directory([], [], [NUMBER]), NUMBER)).toMatchObject({ caller: 'blocked' });
});

it('a withheld number is nobody, and nobody is asked about it', async () => {
  const silent: CallerDirectory = {
    contactsByNumber: () => Promise.reject(new Error('asked')),
    openMattersOf: () => Promise.reject(new Error('asked')),
    isBlocked: () => Promise.reject(new Error('asked')),
  };
  expect(await learnCaller(silent, null)).toEqual({ caller: 'withheld', contactName: null, roles: [], language: null });
});

it('the language of a stranger is that of the country; where a country speaks several, nobody guesses', async () => {
  const of = Object.fromEntries(
    [
      '+33612345678',
      '+4915112345678',
      '+436641234567',
      '+31612345678',
      '+447911123456',
      '+353851234567',
      '+12025550123',
    ].map((number) => [number, languageOfNumber(number)]),
  );
  expect(Object.values(of)).toEqual(['fr', 'de', 'de', 'nl', 'en', 'en', 'en']);
  expect([NUMBER, '+41791234567', '+352621123456', '+34612345678'].map(languageOfNumber)).toEqual([
    null,
    null,
    null,
    null,
  ]);
  expect(await learnCaller(directory([]), '+31612345678')).toMatchObject({ caller: 'unknown', language: 'nl' });
  const noPreference = contactOf('a', '+31612345678', { languages: [] });
  expect(await learnCaller(directory([noPreference]), '+31612345678')).toMatchObject({ language: 'nl' });
});
