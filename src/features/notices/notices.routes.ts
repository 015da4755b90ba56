// The page door of notices. Reading marks nothing: opening one is a form, and works without scripts.
import type { Request } from 'express';
import type { Deps } from '../../deps';
import { done } from '../../web/answers';
import { read } from '../../web/forms';
import { param, queryText, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { createSite, type Site } from '../../web/site';
import { openNotice, readAll } from './notices.actions';
import { nothing } from './notices.input';
import { listNotices, PAGE } from './notices.queries';
import { noticeView } from './notices.view';

async function pageOf(deps: Deps, req: Request) {
  const person = requirePerson(req);
  const before = /^[0-9a-z]{26}$/.exec(queryText(req, 'before') ?? '')?.[0];
  const found = await listNotices(deps.db, person.id, before);
  const notices = found.slice(0, PAGE).map((notice) => noticeView(notice, req.locale));
  const next = found.length > PAGE ? `${req.path}?before=${notices.at(-1)!.id}` : undefined;
  return { notices, next };
}

export function noticesRoutes(deps: Deps): Site {
  const site = createSite('notices');

  site.get('/notices.json', { who: 'signed-in' }, async (req, res) => {
    const { notices, next } = await pageOf(deps, req);
    res.set('Cache-Control', 'no-store').json({
      unread: requirePerson(req).unread,
      notices: notices.map((notice) => ({ ...notice, at: notice.at.toISOString() })),
      ...(next ? { next } : {}),
    });
  });

  site.get('/notices', { who: 'signed-in' }, async (req, res) => {
    const { notices, next } = await pageOf(deps, req);
    await show(req, res, 'notices/notices', { notices, next, now: await deps.clock.now(deps.db) });
  });

  site.post('/notices/:id/opening', { who: 'signed-in' }, async (req, res) => {
    read(nothing, req);
    done(req, res, await openNotice(deps, requirePerson(req), param(req, 'id')));
  });

  site.post('/notices/reading', { who: 'signed-in' }, async (req, res) => {
    read(nothing, req);
    await readAll(deps, requirePerson(req));
    done(req, res, '/notices', { said: 'notices.said.read' });
  });
  return site;
}
