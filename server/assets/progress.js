// Renews the lines of a progress page as the server sends them. Without this file the link to reload does the same.
const lines = document.querySelector("[data-stream]");
if (lines && "EventSource" in window) {
  const live = document.querySelector("[data-live]");
  const source = new EventSource(lines.dataset.stream);
  source.addEventListener("lines", (event) => {
    lines.innerHTML = event.data;
    live.hidden = false;
  });
  source.addEventListener("last", () => { source.close(); live.hidden = true; });
  source.addEventListener("error", () => { live.hidden = true; });
  addEventListener("pagehide", () => source.close());
}
