import express, { type Router } from 'express';
import type { RelayMetrics } from './relay-metrics.ts';

/** `GET /metrics`, for Prometheus and whatever reads its text format. */
export function createMetricsRouter(metrics: Pick<RelayMetrics, 'contentType' | 'text'>): Router {
  const router = express.Router();
  router.get('/metrics', async (_req, res) => {
    res.type(metrics.contentType).send(await metrics.text());
  });
  return router;
}
