import { describe, expect, it } from 'vitest';
import type { Language } from '@callbrief/relay/wire/scalars';
import { readScript } from '../../../../../relay/src/agent/script/read-script.ts';
import { scriptText, shippedScript } from '../../../../support/scripted-talk.ts';

const english = scriptText('en');
const problemsOf = (text: string) => {
  const read = readScript(text);
  return read.ok ? [] : read.problems.map(({ line, message }) => `${line}: ${message}`);
};
/** From 1, as an editor shows it. */
const lineOf = (part: string, text = english) => text.slice(0, text.indexOf(part)).split('\n').length;

describe('An edited script', () => {
  it.each<Language>(['fr', 'nl', 'de'])(
    'shipped in %s has the steps of the English one, so that the language can change anywhere',
    (language) => {
      const shape = (of: Language) =>
        Object.entries(shippedScript(of).steps).map(([name, { ask, tool, on, next, keys, interruptible }]) => [
          name,
          { ask, tool, on, next, keys, interruptible },
        ]);
      expect(shape(language)).toEqual(shape('en'));
    },
  );

  it('names the line of a step that is not there', () => {
    const text = english.replace('next: notice', 'next: notise');
    expect(problemsOf(text)).toEqual([`${lineOf('next: notise', text)}: There is no step "notise".`]);
  });

  it('tells everything that is wrong at once', () => {
    const text = english.replace('ask: reason', 'ask: raeson').replace('  no_files:', '  nofiles:');
    expect(problemsOf(text)).toHaveLength(3);
    expect(problemsOf(text)[2]).toContain('must be one of: consent, reason');
  });

  it('names a placeholder that nobody fills', () => {
    const text = english.replace('{caller_number}', '{phone}');
    expect(problemsOf(text)[0]).toMatch(/\{phone\} is not known; it may be \{firm\}/);
  });

  it('must say to its end that it is an AI', () => {
    expect(problemsOf(english.replace('interruptible: false', 'interruptible: true'))[0]).toContain(
      'says that this is an AI',
    );
  });

  it('may not go round without asking anything', () => {
    const text = english.replace(/(recording_off:\n {4}say: .*\n {4}next: )reason/, '$1recording_off');
    expect(problemsOf(text)).toEqual([expect.stringContaining('goes round for ever')]);
  });

  it.each([
    ['', /must be|missing/],
    ['a: [1\nb: }', /^2: This is not YAML/],
    ['start: a\nstart: b', /This is not YAML: Map keys must be unique/],
    ['a: &a [x]\nb: *a', /Anchors and aliases/],
    [`steps: ${'x'.repeat(300_000)}`, /too large/],
  ])('%# that is no script is refused in words', (text, words) => {
    expect(problemsOf(text)[0]).toMatch(words);
  });
});
