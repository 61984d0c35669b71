import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a language model behaves, well or badly. */
export type ModelManner =
  /** Tells what was said in the words in which it was said. */
  | 'sensible'
  /** Answers with a poem instead of what was asked for. */
  | 'nonsense'
  /** Takes the question and never answers. */
  | 'hangs'
  /** As sensible, and one sentence more with a date that nobody said. */
  | 'invents_a_date'
  /** Every sentence cites a segment that does not exist. */
  | 'cites_nothing';

export interface PretendLanguageModel {
  /** `http://127.0.0.1:<port>`, for LANGUAGE_MODEL=openai:<url>. */
  url: string;
  /** From the next question on. */
  behave(manner: ModelManner): void;
  /** What was asked for, by the schema's name. */
  asked: readonly string[];
  close(): Promise<void>;
}

interface Segment {
  id: string;
  speaker: string;
  text: string;
}

const INVENTED = 'The hearing is on 14 March 2031.';

/** A server that speaks like OpenAI's, and answers the relay's questions from the transcript that stands in them. */
export async function startPretendLanguageModel(): Promise<PretendLanguageModel> {
  let manner: ModelManner = 'sensible';
  const asked: string[] = [];
  const server = createServer((req, res) => {
    let body = '';
    req.on('data', (part: Buffer) => (body += part.toString('utf8')));
    req.on('end', () => answer(body, res));
  });

  function answer(body: string, res: ServerResponse): void {
    const question = JSON.parse(body) as {
      messages: { content: string }[];
      response_format?: { json_schema?: { name?: string } };
    };
    const name = question.response_format?.json_schema?.name ?? '';
    asked.push(name);
    if (manner === 'hangs') return;
    const content =
      manner === 'nonsense'
        ? 'Roses are red, {violets: are blue'
        : JSON.stringify(answerTo(name, transcriptIn(question.messages.at(-1)?.content ?? ''), manner));
    res.writeHead(200, { 'content-type': 'application/json' });
    res.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content }, finish_reason: 'stop' }] }));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    behave: (next) => void (manner = next),
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function transcriptIn(text: string): Segment[] {
  const [, inside = ''] = /<transcript>\n([\s\S]*)\n<\/transcript>/.exec(text) ?? [];
  return inside.split('\n').map((line) => JSON.parse(line) as Segment);
}

function answerTo(name: string, segments: readonly Segment[], manner: ModelManner): unknown {
  const telling = segments.filter(({ speaker, text }) => speaker === 'caller' && text.split(' ').length >= 4);
  switch (name) {
    case 'summary': {
      const sentences = telling.slice(0, 4).map(({ id, text }) => ({
        text: `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`,
        segmentIds: [manner === 'cites_nothing' ? 's9999' : id],
      }));
      const first = telling[0]?.id ?? '';
      return {
        sentences: manner === 'invents_a_date' ? [...sentences, { text: INVENTED, segmentIds: [first] }] : sentences,
      };
    }
    case 'tasks':
      return {
        tasks: telling.slice(-1).map(({ id, text }) => ({ title: text, quote: text, segmentId: id, dueDate: null })),
      };
    case 'sentiment':
      return { overall: -0.4, segments: telling.slice(0, 1).map(({ id }) => ({ segmentId: id, score: -0.6 })) };
    case 'topics':
      return {
        topics: telling
          .slice(0, 1)
          .map(({ id, text }) => ({ text: text.split(' ').slice(-2).join(' '), segmentIds: [id] })),
        urgent: [],
      };
    default:
      return {};
  }
}
