// The page door of accounts.
import type { Deps } from '../../deps';
import { createSite, type Site } from '../../web/site';
import { accountRoutes } from './accounts.account.routes';
import { loginRoutes } from './accounts.login.routes';
import { pagesRoutes } from './accounts.pages.routes';
import { recoveryRoutes } from './accounts.recovery.routes';
import { signUpRoutes } from './accounts.sign-up.routes';

export function accountsRoutes(deps: Deps): Site {
  const site = createSite('accounts');
  signUpRoutes(site, deps);
  loginRoutes(site, deps);
  recoveryRoutes(site, deps);
  accountRoutes(site, deps);
  pagesRoutes(site);
  return site;
}
