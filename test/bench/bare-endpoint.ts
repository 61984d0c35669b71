/**
 * The baseline of rows 1 and 2: the smallest Express endpoint that reads the same raw body and answers the same JSON. It
 * verifies nothing and stores nothing. Run as a process of its own; prints its port.
 */
import express from 'express';

const app = express();
app.post('/webhook', express.raw({ type: () => true, limit: '512kb' }), (request, response) => {
  const body = request.body as Buffer;
  response.json({ status: 'accepted', bytes: body.length });
});
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') console.log(JSON.stringify({ port: address.port }));
});
