import { dialog } from 'electron';

/** The system's own "Open". @returns the path; null: none after all */
export async function chooseFile({ extensions }: { extensions: string[] }): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    properties: ['openFile'],
    filters: [
      { name: extensions.map((extension) => `.${extension}`).join(' '), extensions },
      { name: '*', extensions: ['*'] },
    ],
  });
  return canceled ? null : (filePaths[0] ?? null);
}
