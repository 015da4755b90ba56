// The line to the server: a socket, and where sockets are blocked plain requests. Tells of every change
// of its state: 'live', 'slow' (plain requests work) or 'offline'.

const PATIENCE = 8_000;
const ASK_EVERY = 4_000;
const COMPARE_EVERY = 20_000;
const PAGE = 200;
const CALM = 15_000;
/** Some networks let a socket begin and then pass nothing on: plain requests after this time, a new socket later. */
const BEGINS_WITHIN = 3_000;
const GIVEN_UP_AFTER = 10_000;

export function createLink({ client, roomId, personId, known, on }) {
  let socket = null;
  let state = '';
  let asking;
  let catching = null;
  let closed = false;
  /** While the server restarts nobody is alarmed; after this time a missing line is one. */
  let calmUntil = 0;

  const become = (next) => {
    if (state === next || closed) return;
    state = next;
    on.state(next);
  };

  const ask = async (event, data) => {
    const answer = await socket.timeout(PATIENCE).emitWithAck(event, data);
    if (!answer?.ok && answer?.error === 'frame.errors.notFound') close();
    return answer;
  };

  function close() {
    closed = true;
    clearTimeout(asking);
    socket?.disconnect();
    on.closed();
  }

  async function overHttp(path, init) {
    const response = await fetch(path, { ...init, headers: { Accept: 'application/json' } });
    const data = await response.json().catch(() => null);
    if (response.status === 401 || (response.status === 404 && !init?.method)) close();
    if (response.ok) return { ok: true, data };
    const retryAfter = Number(response.headers.get('Retry-After')) || undefined;
    return { ok: false, error: data?.error ?? '', message: data?.message, retryAfter };
  }

  /** Asks for everything after what is known, until the head of the log is reached. */
  function catchUp() {
    catching ??= (async () => {
      for (let more = true; more && !closed; ) {
        const after = known();
        const answer = socket?.connected
          ? await ask('room:history', { roomId, afterSeq: after, limit: PAGE })
          : await overHttp(`/rooms/${roomId}/messages.json?after=${after}`);
        if (!answer.ok) throw Object.assign(new Error(answer.error), { answered: true });
        on.entries(answer.data.entries);
        more = answer.data.entries.length > 0 && known() > after && known() < answer.data.head;
      }
    })().finally(() => {
      catching = null;
    });
    return catching;
  }

  /** Without a socket: ask now and then, and learn from it whether there is a line at all. */
  function askAround() {
    clearTimeout(asking);
    if (closed || socket?.connected) return;
    const calm = calmUntil - performance.now();
    if (calm > 0) {
      asking = setTimeout(askAround, calm);
      return;
    }
    catchUp()
      .then(
        () => !socket?.connected && become('slow'),
        () => !socket?.connected && become('offline'),
      )
      .finally(() => {
        if (!socket?.connected) asking = setTimeout(askAround, ASK_EVERY);
      });
  }

  /** After sleep or in another network a socket can be dead without knowing it: who gets no answer takes a new one. */
  function check() {
    if (closed || !socket) return;
    if (!socket.connected) {
      socket.connect();
      return;
    }
    catchUp().catch((error) => {
      if (!error.answered && !closed) socket.disconnect().connect();
    });
  }

  async function joined() {
    clearTimeout(asking);
    const answer = await ask('room:join', { roomId, afterSeq: known() });
    if (!answer.ok) return;
    // Somebody else has signed in on this device since the page was made.
    if (answer.data.me !== personId) return close();
    on.entries(answer.data.entries);
    on.presence(answer.data.here);
    // Said again after a restart: what waits is sent now.
    if (calmUntil > 0) state = '';
    calmUntil = 0;
    become('live');
    if (known() < answer.data.head) await catchUp();
  }

  async function start() {
    try {
      const { io } = await import(client);
      socket = io({
        transports: ['websocket'],
        timeout: GIVEN_UP_AFTER,
        reconnectionDelay: 500,
        reconnectionDelayMax: 5_000,
      });
      socket.on('notice', (notice) => document.dispatchEvent(new CustomEvent('notice', { detail: notice })));
    } catch {
      return askAround();
    }
    setTimeout(askAround, BEGINS_WITHIN);
    socket.on('connect', () => joined().catch(() => undefined));
    socket.on('server:restart', ({ after }) => {
      calmUntil = performance.now() + CALM;
      setTimeout(() => !closed && socket.disconnect().connect(), after);
    });
    socket.on('disconnect', (reason) => {
      if (calmUntil > 0) return askAround();
      // Cut by the server: the sign-in ended, or too much at once. A page request tells which.
      if (reason === 'io server disconnect' && !closed) setTimeout(() => socket.connect(), 1_000);
      askAround();
    });
    socket.on('connect_error', () => {
      if (!socket.active) setTimeout(() => socket.connect(), 5_000);
      askAround();
    });
    socket.on('room:entry', (entry) => entry.roomId === roomId && on.entries([entry]));
    socket.on(
      'room:head',
      ({ roomId: id, head }) => id === roomId && known() < head && catchUp().catch(() => undefined),
    );
    socket.on('room:presence', (presence) => presence.roomId === roomId && on.presence(presence.here));
    socket.on('room:typing', (typing) => typing.roomId === roomId && on.typing(typing));
    socket.on('help:changed', (help) => on.help(help));
    addEventListener('online', check);
    addEventListener('pageshow', ({ persisted }) => persisted && check());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && check());
    setInterval(() => state === 'live' && check(), COMPARE_EVERY);
  }

  return {
    start,
    catchUp,
    state: () => state,
    /** False where it cannot be said now: the next page load says it. */
    read(seq) {
      if (!socket?.connected) return false;
      socket.volatile.emit('room:read', { roomId, seq });
      return true;
    },
    typing() {
      if (socket?.connected) socket.volatile.emit('room:typing', { roomId });
    },
    /** The answer of the server; throws where there is no line. */
    post({ clientId, body, replyTo, mentions = [], voice, type }) {
      if (voice) {
        const note = new FormData();
        note.set('client_id', clientId);
        note.set('author', personId);
        note.set('file', new Blob([voice], { type }), 'voice');
        return overHttp(`/rooms/${roomId}/voice`, { method: 'POST', body: note });
      }
      const more = { ...(replyTo && { replyTo }), ...(mentions.length > 0 && { mentions }) };
      if (socket?.connected)
        return ask('message:post', { roomId, clientId, body, author: personId, ...more });
      const form = new URLSearchParams({ body, client_id: clientId, author: personId });
      if (replyTo) form.set('reply_to', replyTo);
      for (const id of mentions) form.append('mention', id);
      return overHttp(`/rooms/${roomId}/messages`, { method: 'POST', body: form });
    },
  };
}
