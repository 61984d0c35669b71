import { existsSync, readFileSync } from 'node:fs';
import type { NativeImage, nativeImage } from 'electron';

export type VirtualNativeImage = Pick<NativeImage, 'isEmpty' | 'toDataURL' | 'toPNG' | 'setTemplateImage'> & {
  resize(options: { width?: number; height?: number }): VirtualNativeImage;
};
export type VirtualNativeImageModule = {
  [K in keyof Pick<typeof nativeImage, 'createFromPath' | 'createEmpty' | 'createFromDataURL' | 'createFromBuffer'>]: (
    ...args: Parameters<(typeof nativeImage)[K]>
  ) => VirtualNativeImage;
};

const image = (png: Buffer): VirtualNativeImage => ({
  isEmpty: () => png.length === 0,
  toPNG: () => png,
  toDataURL: () => (png.length === 0 ? '' : `data:image/png;base64,${png.toString('base64')}`),
  setTemplateImage: () => undefined,
  resize: () => image(png),
});

export function createNativeImage(): VirtualNativeImageModule {
  return {
    createEmpty: () => image(Buffer.alloc(0)),
    createFromPath: (path) => image(existsSync(path) ? readFileSync(path) : Buffer.alloc(0)),
    createFromBuffer: (buffer) => image(buffer),
    createFromDataURL: (url) => image(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')),
  };
}
