// How the page looks and speaks, before anything is drawn: nothing may flash or jump afterwards.
{
  const kept = key => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  document.documentElement.lang = kept('language') === 'en' ? 'en' : 'vi';
  document.documentElement.classList.toggle('outdoor', kept('theme') === 'outdoor');
}
