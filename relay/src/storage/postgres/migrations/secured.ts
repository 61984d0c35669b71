/** FORCE: the owner of a table is otherwise exempt. Outside a tenant's transaction the setting is empty: no rows. */
export const secured = (table: string, condition: string) => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY of_tenant ON ${table} USING (${condition}) WITH CHECK (${condition});
`;
export const inTenant = `tenant_id = current_setting('app.tenant', true)`;
