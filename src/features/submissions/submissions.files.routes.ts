// The doors of files: gate and rights come before the first byte is read; what goes out is never shown in place.
import type { RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, requirePerson, wantsJson } from '../../web/request';
import type { Site } from '../../web/site';
import { sendStored } from '../../web/stored-file';
import { withUpload } from '../../web/upload';
import { addFile, readableFile, removeFile, requireUploader } from './submissions.files.actions';
import { nothingInput } from './submissions.input';

export function fileRoutes(deps: Deps, site: Site, showPage: RequestHandler): void {
  site.post(
    '/submissions/:id/files',
    { who: 'member', phase: 'drafting' },
    orFormAgain(showPage, async (req, res) => {
      const arrivedAt = await deps.clock.now(deps.db);
      const person = requirePerson(req);
      const id = param(req, 'id');
      await requireUploader(deps, person, id, arrivedAt);
      const file = await withUpload(req, res, deps.files, (received, temporary) =>
        addFile(deps, person, id, { received, temporary, arrivedAt }),
      );
      const page = `/teams/${file.teamId}/submission#files`;
      done(req, res, wantsJson(req) ? `/files/${file.id}` : page, {
        id: file.id,
        made: true,
        said: 'submissions.said.uploaded',
      });
    }),
  );

  site.get('/files/:id', { who: ['member', 'adviser', 'juror', 'organiser'] }, async (req, res) => {
    const file = await readableFile(deps, requirePerson(req), param(req, 'id'));
    await sendStored(deps, req, res, file);
  });

  site.post('/files/:id/removal', { who: 'member', phase: 'drafting' }, async (req, res) => {
    read(nothingInput, req);
    const { teamId } = await removeFile(deps, requirePerson(req), param(req, 'id'));
    done(req, res, `/teams/${teamId}/submission#files`, { said: 'submissions.said.removed' });
  });
}
