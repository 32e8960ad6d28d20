'use strict';
(() => {
  const by = (id) => document.getElementById(id);
  const rows = [...document.querySelectorAll('tr.f')];
  const tools = by('~tools');
  const help = by('~help');
  let current = null;

  const texts = new Map();
  const textOf = (row) => {
    if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase());
    return texts.get(row);
  };

  const choose = (row) => {
    if (current) current.removeAttribute('aria-current');
    current = row;
    if (!row) return;
    row.closest('details').open = true;
    row.setAttribute('aria-current', 'true');
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'center' });
    history.replaceState(null, '', '#' + encodeURIComponent(row.id));
  };

  const step = (by) => {
    const seen = rows.filter((row) => !row.hidden);
    if (!seen.length) return;
    const i = seen.indexOf(current);
    const next = i < 0 ? (by > 0 ? 0 : seen.length - 1) : i + by;
    choose(seen[Math.min(Math.max(next, 0), seen.length - 1)]);
  };

  const filter = () => {
    const wanted = by('~search').value.toLowerCase().split(/\s+/).filter(Boolean);
    const severities = new Set(
      [...tools.querySelectorAll('input[name=severity]:checked')].map((box) => box.value));
    const value = (name) => (tools.elements[name] ? tools.elements[name].value : '');
    const [category, text, action] = ['category', 'text', 'action'].map(value);
    let shown = 0;
    for (const row of rows) {
      const [ofSeverity, ofCategory, ofAction, ofText] = row.dataset.of.split(' ');
      row.hidden = !(severities.has(ofSeverity)
        && (!category || ofCategory === category)
        && (!text || ofText === text)
        && (!action || (action === 'flagged') === (ofAction === 'flagged'))
        && wanted.every((word) => textOf(row).includes(word)));
      if (!row.hidden) shown += 1;
    }
    for (const group of document.querySelectorAll('details.group')) {
      const isUsed = group.querySelector('tr.f:not([hidden])');
      group.hidden = !isUsed;
      if (isUsed && (wanted.length || category || text || action)) group.open = true;
    }
    by('~shown').textContent = shown.toLocaleString('en');
    by('~empty').hidden = shown > 0;
    if (current && current.hidden) choose(null);
  };

  // What a link leads to may stand in something that is closed or filtered away.
  const reveal = () => {
    let id;
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    const target = id && by(id);
    if (!target) return;
    for (let at = target.parentElement; at; at = at.parentElement) {
      if (at.localName === 'details') at.open = true;
    }
    if (target.matches('tr.f')) {
      if (target.hidden) { tools.reset(); filter(); }
      if (current !== target) choose(target);
    } else {
      target.scrollIntoView({ block: id.endsWith('/there') ? 'center' : 'start' });
    }
  };

  const typing = (event) => event.target.closest('input, select, textarea, dialog');

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && event.target.id === '~search') {
      event.target.value = '';
      filter();
      event.target.blur();
    }
    if (typing(event)) return;
    switch (event.key) {
      case 'j': step(1); break;
      case 'k': step(-1); break;
      case '/': if (!tools) return; by('~search').focus(); break;
      case '?': help.showModal(); break;
      case 'Enter': {
        const there = event.target === current && current.querySelector('.there');
        if (!there) return;
        there.click();
        break;
      }
      default: return;
    }
    event.preventDefault();
  });

  by('~close').addEventListener('click', () => help.close());
  if (tools) {
    tools.hidden = false;
    tools.addEventListener('submit', (event) => event.preventDefault());
    tools.addEventListener('input', filter);
    by('~keys').addEventListener('click', () => help.showModal());
    by('~reset').addEventListener('click', () => { tools.reset(); filter(); });
    if (by('~search').value) filter();
  }
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('details:not([open])')];
    for (const details of closed) details.open = true;
  });
  addEventListener('afterprint', () => { for (const details of closed) details.open = false; });
  addEventListener('hashchange', reveal);
  reveal();
})();
