/** Contacts in the order of their names, without case and accents; written with each contact (directory-rows.ts). */
export const contactsByName = {
  number: 90,
  sql: `
    ALTER TABLE contacts ADD COLUMN sort_name TEXT NOT NULL DEFAULT '';
    UPDATE contacts SET sort_name = lower(json_extract(body, '$.name'));
    CREATE INDEX contacts_by_name ON contacts (sort_name, id);
  `,
} as const;
