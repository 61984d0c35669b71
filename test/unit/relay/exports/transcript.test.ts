import { array, assert, constant, integer, oneof, property, record, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeFileNote } from '../../../../relay/src/exports/note/describe-file-note.ts';
import { writeTranscriptSrt } from '../../../../relay/src/exports/transcript-srt.ts';
import { writeTranscriptText } from '../../../../relay/src/exports/transcript-text.ts';
import { wordsOf } from '../../../../relay/src/exports/words/export-words.ts';
import type { TranscriptSegment } from '../../../../relay/src/wire/insights.ts';
import { exampleCall, insightsWith, segment } from './example-call.ts';
import { HOSTILE, hostileCall } from './hostile-call.ts';

const TIME = /^(\d\d+):(\d\d):(\d\d),(\d\d\d) --> (\d\d+):(\d\d):(\d\d),(\d\d\d)$/;

interface Cue {
  startMs: number;
  endMs: number;
  lines: string[];
}

/** As a player reads it: blocks end at an empty line. Throws where a block is none. */
function readSrt(text: string): Cue[] {
  const blocks = text.split('\r\n\r\n').filter((block) => block !== '');
  return blocks.map((block, index) => {
    const [number, time = '', ...lines] = block.split('\r\n');
    if (number !== String(index + 1)) throw new Error(`Cue ${index + 1} says ${number}.`);
    const found = TIME.exec(time);
    if (!found) throw new Error(`No time: ${time}`);
    const [h = 0, m = 0, s = 0, ms = 0, h2 = 0, m2 = 0, s2 = 0, ms2 = 0] = found.slice(1).map(Number);
    const at = (hours: number, minutes: number, seconds: number) => ((hours * 60 + minutes) * 60 + seconds) * 1_000;
    return { startMs: at(h, m, s) + ms, endMs: at(h2, m2, s2) + ms2, lines };
  });
}

function withSegments(segments: TranscriptSegment[]) {
  const insights = insightsWith();
  return exampleCall({ insights: { ...insights, transcript: { ...insights.transcript, segments } } });
}

describe('A transcript whose times the provider did not tell', () => {
  it('says in its head that they are estimated, and so does what cites them', () => {
    const insights = insightsWith();
    const transcript = { ...insights.transcript, source: 'provider' as const, timesAreEstimated: true };
    const file = exampleCall({ insights: { ...insights, transcript } });
    for (const language of ['en', 'fr', 'nl', 'de'] as const) {
      const { times, timesEstimated } = wordsOf(language);
      const text = writeTranscriptText(file, language);
      expect([text.includes(timesEstimated), text.includes(times)]).toEqual([true, false]);
      const summary = describeFileNote(file, language).sections.find(({ marks }) => marks.includes(timesEstimated));
      expect(summary?.heading).toBe(wordsOf(language).summary);
    }
    expect(writeTranscriptText(exampleCall(), 'en')).not.toContain(wordsOf('en').timesEstimated);
  });
});

describe('The transcript as subtitles', () => {
  it('has each turn at its time, with the name of who spoke and the corrected words', () => {
    const cues = readSrt(writeTranscriptSrt(exampleCall(), 'en'));
    const [first, second, rest, last] = cues.map(({ startMs }) => startMs);
    expect([first, second, last]).toEqual([0, 4_200, 65_000]);
    expect(rest).toSatisfy((ms: number) => ms > 4_200 && ms < 8_200);
    expect(cues[0]?.lines.join(' ')).toBe('Camille Delcourt: Delcourt and Peeters, good morning.');
    expect(cues.at(-1)?.lines.join(' ')).toBe('Anneke Šťastný-Öztürk: Please send the brief before Friday.');
    expect(writeTranscriptSrt(exampleCall(), 'en')).not.toContain('beef');
  });

  it('has at most two lines of 42 signs in a cue, and a long turn keeps its place in time', () => {
    const long = { ...segment('s1', 'caller', 10_000, 'word '.repeat(200)), endMs: 30_000 };
    const cues = readSrt(writeTranscriptSrt(withSegments([long]), 'en'));
    expect(cues.length).toBeGreaterThan(10);
    for (const { lines } of cues) {
      expect(lines.length).toBeLessThanOrEqual(2);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(42);
    }
    expect([cues[0]?.startMs, cues.at(-1)?.endMs]).toEqual([10_000, 30_000]);
    for (const [index, cue] of cues.slice(1).entries()) expect(cue.startMs).toBe(cues[index]?.endMs);
  });

  it('is not cut open by words that look like a cue, a time, or an order to the player', () => {
    const cues = readSrt(writeTranscriptSrt(hostileCall(), 'de'));
    const said = cues.flatMap(({ lines }) => lines).join(' ');
    expect(said).not.toMatch(/-->|[<>]|\{\\|\u202E|\p{Cc}/u);
    expect(Math.max(...cues.map(({ endMs }) => endMs))).toBeLessThan(60_000);
    expect(said).toContain('{page} {name} ${7*7} %s');
  });

  it('stays readable for a player, whatever was said and whenever', () => {
    const anySegment = record({
      startMs: integer({ min: 0, max: 400_000_000 }),
      lengthMs: integer({ min: 0, max: 60_000 }),
      text: oneof(string({ unit: 'binary', maxLength: 200 }), constant(HOSTILE), constant('\r\n\r\n')),
    });
    assert(
      property(array(anySegment, { maxLength: 8 }), (all) => {
        const segments = all.map(({ startMs, lengthMs, text }, index) => ({
          ...segment(`s${index}`, 'caller', startMs, text),
          endMs: startMs + lengthMs,
        }));
        const cues = readSrt(writeTranscriptSrt(withSegments(segments), 'nl'));
        expect(cues.length).toBeGreaterThanOrEqual(all.length);
        for (const cue of cues) expect(cue.endMs).toBeGreaterThan(cue.startMs);
      }),
      { numRuns: 60 },
    );
  });
});

describe('The transcript as text', () => {
  it('says what it is of, that a machine wrote it, who spoke when, and what a person corrected', () => {
    const lines = writeTranscriptText(exampleCall(), 'en').split('\r\n');
    expect(lines).toContain('2026/0318 · De Wit / Immo Nord');
    expect(lines).toContain('Thursday, 19 November 2026 at 12:31:00 CET');
    expect(lines).toContain(
      'Written down by a machine from the recording. Compare with the recording before you rely on it.',
    );
    expect(lines).toContain('[0:00] Camille Delcourt: Delcourt and Peeters, good morning.');
    expect(lines).toContain(
      '[1:05] Anneke Šťastný-Öztürk: Please send the brief before Friday. [corrected by Me C. Delcourt]',
    );
  });

  it('uses the names that a person gave to the voices', () => {
    const insights = insightsWith();
    const speakerNames = { caller: 'Mrs De Wit', firm: 'The night desk' };
    const file = exampleCall({ insights: { ...insights, transcript: { ...insights.transcript, speakerNames } } });
    const text = writeTranscriptText(file, 'en');
    expect(text).toContain('[0:04] Mrs De Wit: Good morning');
    expect(text).toContain('[0:00] The night desk: Delcourt');
  });

  it.each([
    ['fr', 'Transcription d’un entretien téléphonique', 'corrigé par Me C. Delcourt'],
    ['nl', 'Transcript van een telefoongesprek', 'verbeterd door Me C. Delcourt'],
    ['de', 'Abschrift eines Telefongesprächs', 'berichtigt von Me C. Delcourt'],
  ] as const)('is introduced in the language that was asked for (%s); what was said stays', (language, title, mark) => {
    const text = writeTranscriptText(exampleCall(), language);
    expect(text.split('\r\n')[0]).toBe(title);
    expect(text).toContain(mark);
    expect(text).toContain('Good morning, the hearing is on the third of December at nine.');
  });

  it('says when the sound was sent to somebody else’s machine', () => {
    const insights = insightsWith();
    const engine = { id: 'deepgram:nova-3', leavesMachine: true, region: 'eu' };
    const file = exampleCall({ insights: { ...insights, transcript: { ...insights.transcript, engine } } });
    expect(writeTranscriptText(file, 'en')).toContain('the sound of the call was sent to this service');
  });

  it('has one line for each turn, also where somebody said two', () => {
    const turns = writeTranscriptText(hostileCall(), 'en')
      .split('\r\n')
      .filter((line) => line.startsWith('['));
    expect(turns).toHaveLength(2);
  });
});
