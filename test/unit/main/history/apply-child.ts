import { openHistory } from '../../../../src-main/history/open-history.ts';
import { changed, messageChanged, sampleCall, sampleMessage, sampleNow } from './sample-firm.ts';

/** Writes one event after the other until it is killed, of a call and of a message in turn; a dot for each. */
const { history } = openHistory({ path: process.argv[2] ?? '', now: () => new Date(sampleNow) });
const note = { value: 'Asked about the expert report', byPersonId: 'sofie', byName: 'Sofie', at: sampleNow };
for (let id = history.cursor() + 1; ; id++) {
  const startedAt = new Date(Date.parse(sampleNow) + id * 1000).toISOString();
  const event =
    id % 2 === 1
      ? changed(sampleCall(`call ${id}`, { startedAt, note }))
      : messageChanged(sampleMessage(`message ${id}`, { at: startedAt, body: note.value }));
  history.apply([{ id, event }]);
  process.stdout.write('.');
}
