// A film goes in pieces before the form is sent (in the manner of tus 1.0): a broken line or a reload loses nothing.
// Without this module the file field sends the film with the form.
import { FilmUpload, unfinished } from "./upload-pieces.js";

const words = (done, size) =>
  `${Math.floor((100 * done) / size)}%（${(done / 1048576).toFixed(0)}MB／${(size / 1048576).toFixed(0)}MB）`;

const build = (field) => {
  const box = document.createElement("div");
  box.className = "film-upload";
  box.innerHTML = `<progress max="100" value="0" hidden></progress> <span role="status"></span>
    <button type="button" class="button button-small button-secondary" hidden>続きから送る</button>`;
  field.after(box);
  return { bar: box.querySelector("progress"), said: box.querySelector("span"), again: box.querySelector("button") };
};

const attach = (field) => {
  const form = field.form;
  const hidden = form.elements.upload;
  const name = field.name;
  const parts = build(field);
  let sending = false;

  const say = (text, isError = false) => {
    parts.said.textContent = text;
    parts.said.classList.toggle("error-message", isError);
  };

  const send = async (file) => {
    sending = true;
    hidden.value = "";
    parts.again.hidden = true;
    parts.bar.hidden = false;
    field.removeAttribute("name"); // it goes in pieces, not with the form
    try {
      const upload = new FilmUpload(file, field.dataset.upload, form.elements.csrfmiddlewaretoken.value);
      hidden.value = await upload.send((done) => {
        parts.bar.value = (100 * done) / file.size;
        say(`送信中 ${words(done, file.size)}`);
      });
      say(`「${file.name}」を送り終えました。「保存」を押すと登録します。`);
    } catch (problem) {
      parts.again.hidden = problem.isRefusal === true;
      if (problem.isRefusal) {
        field.value = "";
        field.setAttribute("name", name);
      }
      say(problem.isRefusal ? problem.message : "送信が途切れました。つながったら、続きから送れます。", true);
    }
    sending = false;
  };

  field.addEventListener("change", () => {
    if (field.files[0]) send(field.files[0]);
    else field.setAttribute("name", name);
  });
  parts.again.addEventListener("click", () => send(field.files[0]));
  form.addEventListener(
    "submit",
    (event) => {
      if (!sending && !(field.files[0] && !hidden.value && !field.name)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      say("動画の送信が終わってから、保存してください。", true);
      field.focus();
    },
    true,
  );
  if (hidden.value) say("送り終えた動画があります。「保存」を押すと登録します。");
  else
    unfinished().then((left) => {
      if (left && !sending)
        say(`「${left.name}」の送信が途中です（${words(left.done, left.size)}）。同じファイルを選ぶと、続きから送ります。`);
    });
};

for (const field of document.querySelectorAll("input[type=file][data-upload]")) attach(field);
