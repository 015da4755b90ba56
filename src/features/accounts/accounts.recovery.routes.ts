// Coming back without the password; an organiser's help with it; links for founders.
import type { RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { InvalidInput } from '../../errors';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { addressOf } from './accounts.browser';
import { rememberShown, shownCodes } from './accounts.codes.browser';
import { acceptFounderLink, requireFounderLink } from './accounts.founding.actions';
import { nothingInput, recoveryInput } from './accounts.input';
import { passwordFault } from './accounts.policy';
import { makeHelpCode, mayHelp, recover } from './accounts.recovery.actions';

export function recoveryRoutes(site: Site, deps: Deps): void {
  const page: RequestHandler = async (req, res) => show(req, res, 'accounts/recovery');
  site.get('/recovery', { who: 'anyone' }, page);
  site.post(
    '/recovery',
    { who: 'anyone' },
    orFormAgain(page, async (req, res) => {
      const input = read(recoveryInput, req);
      const fault = passwordFault(input.password, { login: input.login });
      if (fault) throw new InvalidInput({ password: fault });
      await recover(deps, { ...input, address: addressOf(req) });
      done(req, res, '/login', { said: 'accounts.said.recovered' });
    }),
  );

  const helpPage: RequestHandler = async (req, res) => {
    const { id, display_name, weave_seed } = await mayHelp(deps.db, requirePerson(req), param(req, 'id'));
    const shown = await shownCodes(deps, req, 'help', id);
    await show(req, res, 'accounts/help-code', {
      helped: { id, display_name, weave_seed },
      code: shown?.codes[0] ?? null,
    });
  };
  site.get('/people/:id/recovery-code', { who: 'organiser' }, helpPage);
  site.post('/people/:id/recovery-code', { who: 'organiser' }, async (req, res) => {
    read(nothingInput, req);
    const personId = param(req, 'id');
    const location = `/people/${personId}/recovery-code`;
    await makeHelpCode(deps, requirePerson(req), personId, (trx, ids) =>
      rememberShown(deps, req, trx, { kind: 'help', personId, ids, next: location }),
    );
    done(req, res, location, { made: true });
  });

  site.get('/founding/:token', { who: 'signed-in' }, async (req, res) => {
    const token = param(req, 'token');
    await requireFounderLink(deps, token);
    await show(req, res, 'accounts/founding', { token });
  });
  site.post('/founding/:token/acceptance', { who: 'signed-in' }, async (req, res) => {
    read(nothingInput, req);
    await acceptFounderLink(deps, requirePerson(req), param(req, 'token'));
    done(req, res, '/desk', { said: 'accounts.said.founder' });
  });
}
