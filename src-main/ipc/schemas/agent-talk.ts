import { id } from '@callbrief/relay/wire/scalars';
import { z } from 'zod';

export const agentTalkSchemas = {
  'agent-talk:get': z.object({ callId: id }),
  'agent-talk:figures': z.undefined(),
};
