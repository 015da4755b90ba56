// The page door of accounts.
import type { Deps } from '../../deps';
import { createSite, type Site } from '../../web/site';

export function accountsRoutes(_deps: Deps): Site {
  const site = createSite('accounts');
  return site;
}
