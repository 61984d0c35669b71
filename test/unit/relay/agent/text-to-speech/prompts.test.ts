import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { interpret, newTalk } from '../../../../../relay/src/agent/script/interpret.ts';
import { promptNames, type LiveVoice } from '../../../../../relay/src/agent/ports.ts';
import { createEspeakEngine } from '../../../../../relay/src/agent/text-to-speech/espeak/espeak-engine.ts';
import { createPrompts } from '../../../../../relay/src/agent/text-to-speech/prompts/create-prompts.ts';
import { fixedSentences } from '../../../../../relay/src/agent/text-to-speech/prompts/fixed-sentences.ts';
import { readPromptTexts } from '../../../../../relay/src/agent/text-to-speech/prompts/prompt-texts.ts';
import { readShippedScripts } from '../../../../../relay/src/agent/script/shipped-scripts.ts';
import { createSoundCache } from '../../../../../relay/src/agent/text-to-speech/sound-cache.ts';
import { voiceOfEngine } from '../../../../../relay/src/agent/text-to-speech/voice-of-engine.ts';
import { createLogger } from '../../../../../relay/src/logging/create-logger.ts';
import type { Language } from '../../../../../relay/src/wire/scalars.ts';
import { lacks } from '../../../../support/lacks-programs.ts';
import { createScriptedVoice, MS_PER_CHAR } from '../../../../support/scripted-voice.ts';
import { loudness } from '../../../../support/sounds.ts';
import { spokenBy } from '../../../../support/spoken-by.ts';
import { tempDir } from '../../../../support/temp-dir.ts';

const languages: readonly Language[] = ['en', 'fr', 'nl', 'de'];
const texts = readPromptTexts();
const scripts = await readShippedScripts();
const firm = { firmName: 'Dr. Maes & $& Partners', scripts };
/** For what is the same in each language. */
const germanFirm = { ...firm, scripts: { de: scripts.de ?? never() } };
const forever = new AbortController().signal;

function never(): never {
  throw new Error('There is no German script.');
}

async function open(voice: LiveVoice | null, dir = join(tempDir(), 'data', 'prompts')) {
  const lines: string[] = [];
  const log = createLogger({ level: 'info', destination: { write: (line: string) => void lines.push(line) } });
  const prompts = await createPrompts({ dir, voice, texts, log });
  return { prompts, dir, logged: () => lines.join('') };
}

const filesIn = (dir: string) =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.wav'));

/** A call where a caller answers each question in the shortest way; what was said to them. */
function talkIn(language: Language): string[] {
  const context = { scripts, firmName: firm.firmName, country: 'BE', timeZone: 'Europe/Brussels', callerNumber: null };
  let state = newTalk(language, context);
  const said: string[] = [];
  for (const heard of [
    { kind: 'start' as const },
    { kind: 'silence' as const, times: 1 as const },
    { kind: 'silence' as const, times: 2 as const },
    { kind: 'too_long' as const },
  ]) {
    const next = interpret(context, state, heard, new Date('2026-11-19T10:00:00Z'));
    state = next.state;
    said.push(...next.effects.flatMap((effect) => (effect.do === 'say' ? [effect.text] : [])));
  }
  return said;
}

describe('Sentences that were rendered before', () => {
  it('are all prompts in four languages, and every sentence of the scripts without a caller in it', async () => {
    const voice = createScriptedVoice();
    const { prompts, dir, logged } = await open(voice);
    expect(prompts.prompt('one_moment', 'fr', 8_000)).toBeNull();
    expect(logged()).toContain('"missing":28');
    const done = await prompts.render([firm], forever);
    expect(done.failed + done.unwritten + done.kept).toBe(0);
    expect(filesIn(dir)).toHaveLength(done.made);
    for (const language of languages) {
      for (const name of promptNames) {
        const text = texts[language][name];
        for (const rate of [8_000, 16_000] as const) {
          const prompt = prompts.prompt(name, language, rate);
          expect(prompt?.text).toBe(text);
          expect((prompt?.pcm.length ?? 0) / rate).toBeCloseTo((text.length * MS_PER_CHAR) / 1_000, 2);
          expect((await spokenBy(prompts.voice, text, { language, rate })).chars).toBe(text.length);
        }
      }
      for (const said of talkIn(language)) {
        const { chars, seconds } = await spokenBy(prompts.voice, said, { language });
        expect(chars).toBe(said.length);
        expect(seconds).toBeGreaterThan((said.length * MS_PER_CHAR) / 1_100);
      }
    }
    expect(voice.asked.some(({ text }) => text.includes('{'))).toBe(false);
    expect(voice.asked.filter(({ text }) => text.startsWith('Maes & $& Partners.'))).toHaveLength(4);
    expect(await prompts.render([firm], forever)).toEqual({ kept: done.made, made: 0, failed: 0, unwritten: 0 });
  });

  it('are the only ones that this voice speaks', async () => {
    const { prompts } = await open(createScriptedVoice());
    await prompts.render([firm], forever);
    for (const text of ['Hello Mrs Delcourt.', 'Goodbye. Mrs Delcourt.', 'Thank you, Mrs Delcourt. Goodbye.']) {
      await expect(spokenBy(prompts.voice, text)).rejects.toMatchObject({ failure: 'refused' });
    }
    await expect(spokenBy(prompts.voice, texts.fr.one_moment, { language: 'de' })).rejects.toMatchObject({
      failure: 'refused',
    });
    const stopped = AbortSignal.abort(new Error('The caller speaks.'));
    await expect(spokenBy(prompts.voice, texts.en.one_moment, { signal: stopped })).rejects.toThrow(
      'The caller speaks.',
    );
  });

  it('are there after a restart on which no voice works any more', async () => {
    const before = await open(createScriptedVoice());
    await before.prompts.render([germanFirm], forever);
    const without = await open(null, before.dir);
    expect(without.prompts.prompt('sorry_person', 'nl', 8_000)).toEqual(
      before.prompts.prompt('sorry_person', 'nl', 8_000),
    );
    expect((await without.prompts.render([germanFirm], forever)).failed).toBe(0);
    const said = talkIn('de')[0] ?? '';
    expect((await spokenBy(without.prompts.voice, said, { language: 'de' })).chars).toBe(said.length);
    expect(without.logged()).not.toContain('prompts_missing');
    // Another voice than the one that spoke them, and it does not work either.
    const broken = createScriptedVoice({ id: 'another-voice' });
    broken.always({ fails: { failure: 'refused' } });
    const other = await open(broken, before.dir);
    expect(other.prompts.prompt('sorry_person', 'nl', 16_000)).not.toBeNull();
    expect((await other.prompts.render([germanFirm], forever)).failed).toBe(0);
    expect(other.prompts.prompt('sorry_person', 'nl', 16_000)).not.toBeNull();
    // It is not asked for each of hundreds of sentences.
    expect(broken.asked.length).toBeLessThan(10);
  });

  it('are spoken anew by another voice, once it works', async () => {
    const before = await open(createScriptedVoice());
    await before.prompts.render([], forever);
    const after = await open(createScriptedVoice({ id: 'another-voice' }), before.dir);
    const done = await after.prompts.render([], forever);
    expect(done.kept).toBe(0);
    expect(filesIn(before.dir)).toHaveLength(done.made * 2);
  });

  it('of which none can be had are missed in the log, and a call is told', async () => {
    const { prompts, dir, logged } = await open(null);
    const { failed, made } = await prompts.render([germanFirm], forever);
    expect(made).toBe(0);
    expect(failed).toBeGreaterThan(50);
    expect(logged()).toMatch(/"level":"error".*"missing":28.*prompts_missing/);
    expect(prompts.prompt('sorry_goodbye', 'en', 8_000)).toBeNull();
    await expect(spokenBy(prompts.voice, texts.en.sorry_goodbye)).rejects.toMatchObject({ failure: 'refused' });
    expect(existsSync(dir)).toBe(false);
  });

  it('that are broken on the disk are removed and rendered anew', async () => {
    const before = await open(createScriptedVoice());
    const { made } = await before.prompts.render([], forever);
    const files = filesIn(before.dir).toSorted();
    const [cut = '', empty = '', odd = ''] = files;
    truncateSync(join(before.dir, cut), 10_001);
    writeFileSync(join(before.dir, empty), '');
    writeFileSync(join(before.dir, odd), readFileSync(join(before.dir, odd)).fill(0, 0, 44));
    mkdirSync(join(before.dir, 'en', 'no-sound.wav'));
    const without = await open(null, before.dir);
    await without.prompts.render([], forever);
    const after = await open(createScriptedVoice(), before.dir);
    expect(await after.prompts.render([], forever)).toEqual({ kept: made - 3, made: 3, failed: 0, unwritten: 0 });
    expect(filesIn(before.dir)).toEqual(expect.arrayContaining(files));
    for (const language of languages) {
      for (const name of promptNames) expect(after.prompts.prompt(name, language, 8_000)).not.toBeNull();
    }
  });

  it('that the disk does not take are spoken all the same, and the log says it once', async () => {
    const dir = join(tempDir(), 'prompts');
    writeFileSync(dir, 'a file where the folder should be');
    const { prompts, logged } = await open(createScriptedVoice(), dir);
    const { made, unwritten } = await prompts.render([germanFirm], forever);
    expect(made).toBe(0);
    expect(unwritten).toBeGreaterThan(50);
    expect(logged().match(/prompt_not_written/g)).toHaveLength(1);
    expect(prompts.prompt('sorry_voicemail', 'de', 8_000)?.pcm.length).toBeGreaterThan(8_000);
    expect((await spokenBy(prompts.voice, texts.de.sorry_voicemail, { language: 'de' })).seconds).toBeGreaterThan(1);
  });

  it('are not rendered any further when the relay stops', async () => {
    const voice = createScriptedVoice();
    const { prompts, dir } = await open(voice);
    voice.next({}, {}, {}, { hangs: true }, { hangs: true });
    const stop = new AbortController();
    const done = prompts.render([germanFirm], stop.signal);
    await expect.poll(() => voice.asked.length).toBe(5);
    stop.abort(new Error('stopping'));
    expect(await done).toMatchObject({ made: 3, failed: 0 });
    expect(readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.part'))).toEqual(
      [],
    );
  });

  it('hold nothing of a caller', () => {
    for (const { text } of fixedSentences(firm)) expect(text).not.toMatch(/[{}]/);
    const held = fixedSentences(firm).filter(({ language }) => language === 'en');
    expect(held.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['Is that right?', 'Please stay on the line.', 'Goodbye.']),
    );
    expect(held.map(({ text }) => text).join(' ')).not.toContain('I will connect you with');
  });
});

describe.skipIf(lacks('espeak-ng'))('espeak-ng', () => {
  it('renders the prompts of all languages so that they are heard', async () => {
    const engine = createEspeakEngine();
    const voice = voiceOfEngine(engine, createSoundCache());
    // The longest of each language: all of them take a busy machine a minute.
    const longest = Object.fromEntries(
      languages.map((one) => [one, Object.fromEntries(promptNames.map((name) => [name, texts[one].keys_menu]))]),
    ) as typeof texts;
    const log = createLogger({ level: 'silent' });
    const prompts = await createPrompts({ dir: tempDir(), voice, texts: longest, log });
    expect((await prompts.render([], forever)).failed).toBe(0);
    for (const language of languages) {
      const { pcm = new Int16Array(0), text = '' } = prompts.prompt('keys_menu', language, 8_000) ?? {};
      expect(pcm.length / 8_000).toBeGreaterThan(text.length / 25);
      expect(pcm.length / 8_000).toBeLessThan(text.length / 7);
      expect(loudness(pcm)).toBeGreaterThan(800);
    }
    expect(engine.running).toBe(0);
  });
});
