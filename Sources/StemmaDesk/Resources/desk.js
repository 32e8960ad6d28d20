'use strict';
(() => {
  const edition = Number(document.querySelector('meta[name=stemma-edition]').content);
  // Findings, and where texts part: of these there is no wording to write.
  const rows = new Map([...document.querySelectorAll('tr.f, .divergence[id]')].map((row) => [row.id, row]));
  const parts = new Map();
  let state = { decisions: [], known: [], texts: [], revision: 0, edition, findings: 0 };
  let decided = new Map();

  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  // What is said to the reviewer, for a screen reader too.
  const status = make('span', { className: 'grow' });
  status.setAttribute('role', 'status');
  const tell = (text, isProblem = false) => {
    status.textContent = text;
    status.classList.toggle('desk-problem', isProblem);
  };

  // A body that is no value is sent as it is.
  const ask = async (path, body) => {
    let answer;
    try {
      answer = await fetch(path, body === undefined ? {} : {
        method: 'POST',
        body: body instanceof Blob ? body : JSON.stringify(body),
      });
    } catch {
      tell('The desk does not answer. Is ‘stemma serve’ still running?', true);
      return null;
    }
    const value = await answer.json().catch(() => ({ problem: `Status ${answer.status}` }));
    if (answer.ok) return value;
    tell(value.problem || `Status ${answer.status}`, true);
    if (value.state) show(value.state);
    return null;
  };

  const progress = make('span', { id: 'desk-progress' });
  const names = { accepted: 'accepted', rejected: 'rejected', postponed: 'postponed' };

  const describe = (decision, isKnown) => {
    if (!decision) return isKnown ? 'known in the baseline' : '';
    const words = [names[decision.verdict]];
    if (decision.suggestion !== undefined) words.push(`write ‘${decision.suggestion}’`);
    if (decision.reason) words.push(`because: ${decision.reason}`);
    return words.join(' · ');
  };

  const show = (fresh) => {
    if (fresh.edition !== edition) { location.reload(); return; }
    state = fresh;
    decided = new Map(fresh.decisions.map((decision) => [decision.finding, decision]));
    const known = new Set(fresh.known);
    for (const [id, part] of parts) {
      const decision = decided.get(id);
      for (const [verdict, button] of part.buttons) {
        button.setAttribute('aria-pressed', String(!!decision && decision.verdict === verdict));
      }
      part.said.textContent = describe(decision, known.has(id));
      const row = rows.get(id);
      for (const verdict of Object.keys(names)) {
        row.classList.toggle(`decided-${verdict}`, !!decision && decision.verdict === verdict);
      }
      row.classList.toggle('desk-hidden',
        onlyOpen.checked && !!(decision || known.has(id)) && row.getAttribute('aria-current') !== 'true');
    }
    progress.textContent = `${fresh.decisions.length} of ${fresh.findings} decided`;
    undo.disabled = fresh.revision === 0;
    chooseText();
  };

  const refresh = async () => {
    const fresh = await ask('/api/state');
    if (fresh) show(fresh);
  };

  const seen = (id) => (decided.get(id) ? decided.get(id).revision : 0);

  const decide = async (id, verdict, more = {}) => {
    const before = decided.get(id);
    const same = before && before.verdict === verdict && !Object.keys(more).length;
    const fresh = await ask('/api/decide', {
      finding: id, edition, seen: seen(id), verdict: same ? 'open' : verdict, ...more,
    });
    if (!fresh) return false;
    tell(`${id}: ${same ? 'open again' : names[verdict]}`);
    show(fresh);
    return true;
  };

  // One dialog, filled anew: a title, some fields, and what happens when they are given.
  const dialog = make('dialog', { className: 'desk-dialog' });
  const openDialog = (title, content, action, done) => {
    const form = make('form', { method: 'dialog' });
    const close = make('button', { type: 'button', textContent: 'Close' });
    close.addEventListener('click', () => dialog.close());
    const menu = make('menu', {}, close);
    if (done) menu.append(make('button', { type: 'submit', textContent: action }));
    form.append(make('h2', { textContent: title }), ...content, menu);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      Promise.resolve(done()).then((isDone) => { if (isDone !== false) dialog.close(); });
    });
    dialog.replaceChildren(form);
    dialog.showModal();
  };

  const field = (label, element) => make('label', {}, make('span', { textContent: label }), element);

  const reject = (id) => {
    const before = decided.get(id);
    if (before && before.verdict === 'rejected') { decide(id, 'rejected'); return; }
    const reason = make('textarea', { required: true, maxLength: 2000 });
    openDialog(`Reject ${id}`, [field('Why may it stay?', reason)], 'Reject', () => (
      decide(id, 'rejected', { reason: reason.value })
    ));
    reason.focus();
  };

  const edit = async (id) => {
    const finding = await ask(`/api/finding/${encodeURIComponent(id)}`);
    if (!finding) return;
    const before = decided.get(id);
    const words = make('textarea', {
      value: before && before.suggestion !== undefined ? before.suggestion
        : finding.suggestion !== undefined ? finding.suggestion : finding.exact,
    });
    const quoted = make('p', {}, 'In the place of: ', make('q', { textContent: finding.exact }));
    openDialog(`Write for ${id}`, [quoted, field('Words', words)], 'Accept these words', () => (
      decide(id, 'accepted', { suggestion: words.value })
    ));
    words.focus();
  };

  for (const [id, row] of rows) {
    const isFinding = row.matches('tr');
    const box = make(isFinding ? 'div' : 'span', { className: 'desk' });
    const buttons = new Map();
    const add = (verdict, text, act) => {
      const button = make('button', { type: 'button', textContent: text, title: `Key ${text[0].toLowerCase()}` });
      button.setAttribute('aria-label', `${text} ${id}`);
      button.addEventListener('click', () => act(id));
      if (verdict) buttons.set(verdict, button);
      box.append(button);
    };
    add('accepted', 'Accept', (id) => decide(id, 'accepted'));
    add('rejected', 'Reject', reject);
    add('postponed', 'Postpone', (id) => decide(id, 'postponed'));
    if (isFinding) add(null, 'Edit', edit);
    const said = make('span', { className: 'said', dir: 'auto' });
    box.append(said);
    // Under “What to do”, where the table has that column.
    (isFinding ? row.cells[2] || row.lastElementChild : row).append(box);
    parts.set(id, { buttons, said });
  }

  const takeBack = async () => {
    const fresh = await ask('/api/undo', { seen: state.revision });
    if (fresh) { tell('Taken back.'); show(fresh); }
  };
  const undo = make('button', { type: 'button', textContent: 'Undo', title: 'Key u', id: 'desk-undo', disabled: true });
  undo.addEventListener('click', takeBack);
  const onlyOpen = make('input', { type: 'checkbox', id: 'desk-open' });
  onlyOpen.addEventListener('change', () => show(state));
  const reload = make('button', { type: 'button', textContent: 'Read the folder anew' });
  reload.addEventListener('click', async () => { if (await ask('/api/reload', {})) location.reload(); });

  const drop = async (name, content) => {
    const answer = await ask(`/api/texts?name=${encodeURIComponent(name)}`, new Blob([content]));
    if (answer) location.reload();
    return !!answer;
  };
  const paste = make('button', { type: 'button', textContent: 'Paste a text', id: 'desk-paste' });
  paste.addEventListener('click', () => {
    const name = make('input', { type: 'text', value: 'pasted.txt', maxLength: 120, required: true });
    const text = make('textarea', { required: true });
    openDialog('Check a text', [field('Name', name), field('Text', text)], 'Check',
      () => drop(name.value, text.value));
    text.focus();
  });

  const text = make('select', { id: 'desk-text' });
  text.setAttribute('aria-label', 'Text');
  const chooseText = () => {
    if (text.childElementCount === state.texts.length) return;
    text.replaceChildren(...state.texts.map((one) =>
      make('option', { value: one.text, textContent: one.name + (one.kept ? '' : ' (not kept)') })));
  };
  const cleaned = make('button', { type: 'button', textContent: 'Cleaned text', id: 'desk-cleaned' });
  cleaned.addEventListener('click', async () => {
    const answer = await ask(`/api/text/${encodeURIComponent(text.value)}`);
    if (!answer) return;
    const content = [make('pre', { textContent: answer.text, dir: 'auto' })];
    const one = state.texts.find((one) => one.text === text.value);
    if (one && !one.kept) {
      const keep = make('button', { type: 'button', textContent: 'Keep the text in the folder' });
      keep.addEventListener('click', async () => {
        if (await ask('/api/keep', { text: one.text })) location.reload();
      });
      content.push(keep);
    }
    openDialog(answer.name, content, 'Write it', state.writes ? async () => {
      const written = await ask('/api/write', { text: text.value });
      if (written) tell(`Written to ${written.path}.`);
    } : null);
  });

  const bar = make('div', { className: 'desk-bar' }, progress, status,
    make('label', {}, onlyOpen, ' open ones only'), undo, text, cleaned, paste, reload);
  bar.setAttribute('role', 'region');
  bar.setAttribute('aria-label', 'Desk');
  document.body.append(bar, dialog);
  const help = document.querySelector('dialog[id$=help] dl');
  if (help) {
    help.before(make('p', {
      textContent: 'On a finding: a accepts, e edits, r rejects, p postpones; u takes the last change back.',
    }));
  }

  addEventListener('dragover', (event) => {
    event.preventDefault();
    document.body.classList.add('desk-drop');
  });
  addEventListener('dragleave', () => document.body.classList.remove('desk-drop'));
  addEventListener('drop', async (event) => {
    event.preventDefault();
    document.body.classList.remove('desk-drop');
    const file = event.dataTransfer.files[0];
    if (file) await drop(file.name, file);
  });

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest('input, select, textarea, dialog')) return;
    const row = document.querySelector('tr.f[aria-current=true]');
    const act = { a: (id) => decide(id, 'accepted'), r: reject, p: (id) => decide(id, 'postponed'), e: edit }[event.key];
    if (event.key === 'u' && !undo.disabled) takeBack();
    else if (row && act) act(row.id);
    else return;
    event.preventDefault();
  });

  // Other tabs and reviewers decide too.
  setInterval(async () => {
    if (document.hidden || dialog.open) return;
    const now = await ask('/api/revision');
    if (now && (now.revision !== state.revision || now.edition !== edition)) refresh();
  }, 3000);
  refresh().then(() => { if (state.notes && state.notes.length) tell(state.notes.join(' '), true); });
})();
