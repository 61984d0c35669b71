import { describe, expect, test } from 'vitest';
import { defects, withDefect } from './storage/broken.ts';
import { storageCases } from './storage/cases.ts';
import { sqliteSubject } from './storage/sqlite-subject.ts';

describe('the storage suite notices a storage that', () => {
  test.each([...defects])('$name', async (defect) => {
    const sentence = storageCases.find((c) => c.name === defect.noticedBy);
    if (!sentence) throw new Error(`no such sentence: ${defect.noticedBy}`);
    await using subject = await sqliteSubject();
    await expect(sentence.run(withDefect(subject, defect))).rejects.toMatchObject({ name: 'AssertionError' });
  });
});
