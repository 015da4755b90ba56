// The page door of accounts.
import type { Deps } from '../../deps';
import { createSite, type Site } from '../../web/site';
import { loginRoutes } from './accounts.login.routes';

export function accountsRoutes(deps: Deps): Site {
  const site = createSite('accounts');
  loginRoutes(site, deps);
  return site;
}
