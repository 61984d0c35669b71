/** The thread of the streams, but dialling 666 on any of them kills it. */
import { parentPort } from 'node:worker_threads';
import type { ToThread } from '../../relay/src/media/thread/messages.ts';
import '../../relay/src/media/thread/stream-thread.ts';

parentPort?.on('message', (told: ToThread) => {
  if (told.kind === 'say' && told.say.kind === 'digits' && told.say.digits === '666') process.exit(1);
});
