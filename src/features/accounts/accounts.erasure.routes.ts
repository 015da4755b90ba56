// One's own data: a copy to take along, and the page that deletes the account.
import type { RequestHandler } from 'express';
import type { PersonalData } from '../../db/personal-data';
import type { Deps } from '../../deps';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { requirePerson } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { addressOf, forgetBrowser } from './accounts.browser';
import { collectData, deleteAccount } from './accounts.erasure.actions';
import { confirmInput } from './accounts.input';

export function erasureRoutes(site: Site, deps: Deps, personalData: readonly PersonalData[]): void {
  // No password: it holds nothing that its owner's own pages do not show.
  site.get('/account/data.json', { who: 'signed-in' }, async (req, res) => {
    const data = await collectData(deps, requirePerson(req), personalData);
    res.set({
      'Cache-Control': 'no-store',
      'Content-Disposition': 'attachment; filename="inquiry-lab-my-data.json"',
    });
    res.type('application/json; charset=utf-8').send(`${JSON.stringify(data, null, 2)}\n`);
  });

  const page: RequestHandler = async (req, res) => show(req, res, 'accounts/erasure');
  site.get('/account/erasure', { who: 'signed-in' }, page);
  site.post(
    '/account/erasure',
    { who: 'signed-in' },
    orFormAgain(page, async (req, res) => {
      const { password } = read(confirmInput, req);
      await deleteAccount(deps, requirePerson(req), { password, address: addressOf(req) }, personalData);
      await forgetBrowser(deps, req, res);
      done(req, res, '/', { said: 'accounts.said.erased' });
    }),
  );
}
