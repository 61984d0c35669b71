import { dialog } from 'electron';
import type { SaveProposal } from '../recordings/export-call.ts';

/** The system's own "Save as"; it asks by itself before it replaces a file. */
export async function askWhereToSave({ fileName, extension }: SaveProposal): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog({
    defaultPath: fileName,
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  return canceled || filePath === '' ? null : filePath;
}
