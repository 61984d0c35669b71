import {
  capturePolicy,
  capturePreview,
  type CapturePolicy,
  type CapturePreview,
  type CapturePreviewRequest,
} from '@callbrief/relay/wire/insights';
import type { Asking } from './telephony-requests.ts';

/** What is kept of calls, as the firm's administrators decided. Every method throws a RelayProblem. */
export interface PolicyRequests {
  capturePolicy(): Promise<CapturePolicy>;
  /** @returns the policy as it is saved, with its new revision. */
  saveCapturePolicy(next: CapturePolicy): Promise<CapturePolicy>;
  previewCapture(question: CapturePreviewRequest): Promise<CapturePreview>;
}

export function createPolicyRequests({ ask }: Pick<Asking, 'ask'>): PolicyRequests {
  return {
    capturePolicy: () => ask('/capture-policy', capturePolicy),
    saveCapturePolicy: (body) => ask('/capture-policy', capturePolicy, { method: 'PUT', body }),
    previewCapture: (body) => ask('/capture-policy/preview', capturePreview, { method: 'POST', body }),
  };
}
