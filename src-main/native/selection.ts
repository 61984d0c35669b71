import { clipboard } from 'electron';

/** What is selected in any program (Linux), or was copied (elsewhere: no system tells the selection of other programs). */
export function readSelection(): Promise<string> {
  return (clipboard.selection ?? clipboard).readText();
}
