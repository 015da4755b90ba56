// The page door of accounts.
import type { PersonalData } from '../../db/personal-data';
import type { Deps } from '../../deps';
import { createSite, type Site } from '../../web/site';
import { accountRoutes } from './accounts.account.routes';
import { erasureRoutes } from './accounts.erasure.routes';
import { loginRoutes } from './accounts.login.routes';
import { pagesRoutes } from './accounts.pages.routes';
import { recoveryRoutes } from './accounts.recovery.routes';
import { signUpRoutes } from './accounts.sign-up.routes';

export function accountsRoutes(deps: Deps, personalData: readonly PersonalData[]): Site {
  const site = createSite('accounts');
  signUpRoutes(site, deps);
  loginRoutes(site, deps);
  recoveryRoutes(site, deps);
  accountRoutes(site, deps);
  erasureRoutes(site, deps, personalData);
  pagesRoutes(site, deps);
  return site;
}
