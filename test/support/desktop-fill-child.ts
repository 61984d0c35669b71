import { enrolDesktop, openDesktop } from './desktop-app.ts';

/** A desktop that enrols and fills its history, to be killed on the way: `node … <dir> <relayUrl> <code>`. */
const [dir = '', relayUrl = '', code = ''] = process.argv.slice(2);
await enrolDesktop(dir, relayUrl, code);
const desktop = openDesktop({ dir });
await desktop.fill(({ done }) => console.log(done));
console.log('finished');
