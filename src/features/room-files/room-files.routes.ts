// Files of rooms: rights come before the first byte is read; what goes out is never shown as a page.
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { NotFound } from '../../errors';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, requirePerson } from '../../web/request';
import { createSite, type Site } from '../../web/site';
import { AS_IT_CAME, sendStored } from '../../web/stored-file';
import { withUpload } from '../../web/upload';
import { enterToRead } from '../rooms/rooms.actions';
import { requireSender, sendFile } from './room-files.actions';
import { fileForm } from './room-files.input';
import { fileInRoom } from './room-files.queries';

/** Of the form: words, client id, author, what is answered. */
const FIELDS = 4;

/** `showRoom`: the page that shows a refused form again. */
export function roomFilesRoutes(deps: Deps, showRoom: RequestHandler): Site {
  const site = createSite('room-files');

  site.post(
    '/rooms/:id/files',
    { who: 'room', phase: 'rooms' },
    orFormAgain(showRoom, async (req, res) => {
      const person = requirePerson(req);
      const room = await requireSender(deps, person, param(req, 'id'));
      const { id, seq } = await withUpload(
        req,
        res,
        deps.files,
        (received, temporary) => {
          const message = read(fileForm, req);
          const clientId = message.clientId ?? randomUUID();
          return sendFile(deps, person, room.id, { ...message, clientId }, { received, temporary });
        },
        FIELDS,
      );
      done(req, res, `/teams/${room.team_id}/room#m-${id}`, { id, seq, made: true });
    }),
  );

  site.get('/rooms/:id/files/:file', { who: 'room' }, async (req, res) => {
    const room = await enterToRead(deps.db, requirePerson(req), param(req, 'id'));
    const file = await fileInRoom(deps.db, room.id, param(req, 'file'));
    if (!file) throw new NotFound();
    await sendStored(deps, req, res, file);
  });

  site.get('/rooms/:id/files/:file/preview', { who: 'room' }, async (req, res) => {
    const room = await enterToRead(deps.db, requirePerson(req), param(req, 'id'));
    const file = await fileInRoom(deps.db, room.id, param(req, 'file'));
    if (!file?.preview) throw new NotFound();
    res.set({ 'Content-Type': 'image/webp', 'Cache-Control': 'private, max-age=3600', ...AS_IT_CAME });
    res.send(file.preview);
  });

  return site;
}
