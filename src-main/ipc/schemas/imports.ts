import { importMapping } from '@callbrief/relay/wire/import';
import { id, language } from '@callbrief/relay/wire/scalars';
import { z } from 'zod';

const one = z.object({ importId: id });

export const importSchemas = {
  'imports:latest': z.undefined(),
  'imports:choose': z.undefined(),
  'imports:get': one,
  'imports:map': one.extend({ mapping: importMapping }),
  'imports:start': one,
  'imports:remove': one,
  'imports:report': one.extend({ language }),
};
