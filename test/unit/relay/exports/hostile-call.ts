import type { CallFile } from '../../../../relay/src/exports/call-file.ts';
import { exampleCall, insightsWith, segment } from './example-call.ts';

/** Turns text around, breaks XML, breaks a cue, asks a spreadsheet to run something, hides, and is no whole character. */
export const HOSTILE =
  "\u202Egnp.exe\u202C </w:t><script>alert(1)</script> ]]> &amp; <!-- --> \u0000\u0001\u001B[31m =cmd|'/C calc'!A0 " +
  '{\\an8}<i>x</i>\r\n\r\n2\r\n00:00:00,000 --> 99:00:00,000\r\n👩‍👩‍👧‍👦🇧🇪 \uD800 \uFFFE שלום مرحبا {page} {name} ${7*7} %s';

/** Nothing that anybody could tell the relay about a call is harmless here. */
export function hostileCall(): CallFile {
  const base = exampleCall();
  const insights = insightsWith();
  const long = `${HOSTILE} ${'€'.repeat(4_000)}`.slice(0, 5_000);
  const { note } = base.call;
  return exampleCall({
    firm: {
      ...base.firm,
      name: HOSTILE.slice(0, 200),
      lines: [{ number: '+3225551234', name: HOSTILE.slice(0, 100) }],
    },
    call: {
      ...base.call,
      note: note && { ...note, value: `${HOSTILE}\n\n\n\n${'x'.repeat(10_000)}`, byName: HOSTILE },
      added: { ...base.call.added, tags: [HOSTILE, ''], comment: HOSTILE, summary: `${HOSTILE}\n${HOSTILE}` },
    },
    contact: base.contact && { ...base.contact, name: HOSTILE.slice(0, 200), organisation: HOSTILE.slice(0, 200) },
    matter: base.matter && { ...base.matter, number: '=2026/<1>&"2"', title: HOSTILE.slice(0, 200) },
    insights: {
      ...insights,
      transcript: {
        ...insights.transcript,
        segments: [segment('s1', 'caller', 0, long), segment('s2', 'firm', 5_000, HOSTILE)],
        speakerNames: { caller: HOSTILE, firm: '\u202E\u0000' },
      },
      summary: {
        ...insights.summary,
        sentences: [{ id: 'y1', text: HOSTILE, segmentIds: ['s1', 's2', 'nowhere', 's1'] }],
      },
      comments: [{ id: 'k', byPersonId: 'p', byName: HOSTILE, at: base.madeAt, atMs: 0, text: HOSTILE }],
    },
  });
}
