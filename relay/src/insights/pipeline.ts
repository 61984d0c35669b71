import type { WorkByKind } from '../jobs/job-work.ts';
import { createDynamicsWork } from './dynamics-work.ts';
import { createFetchWork } from './fetch-work.ts';
import { createImportWork } from './import-work.ts';
import { createSteps, type PipelineDeps } from './steps.ts';
import { createTranscribeWork } from './transcribe-work.ts';
import { createUnderstandWork } from './understand-work.ts';

/**
 * From a provider's link to what is known of a call: fetch, then dynamics and transcribe beside one another, then
 * understand. Each is a job of its own, and each field has its own state.
 */
export function createPipeline(deps: PipelineDeps): WorkByKind {
  const steps = createSteps(deps);
  const { makers } = deps;
  const parts = { ...deps, steps };
  return {
    ...(makers.fetchRecording ? { fetch: createFetchWork(parts, makers.fetchRecording) } : {}),
    ...(makers.fetchProviderTranscript ? { import: createImportWork(parts, makers.fetchProviderTranscript) } : {}),
    dynamics: createDynamicsWork(parts),
    transcribe: createTranscribeWork(parts),
    understand: createUnderstandWork(parts),
  };
}
