// The panel that answers each press, with its sound. Answers are views.desk.told's, or the tablet's own while offline.
const CALM_AFTER = 3000;
const NEXT = {
  checked_in: { act: "undo", label: "取り消す" },
  without_seat: { act: "undo", label: "取り消す" },
  already: { act: "undo", label: "取り消す" },
  other_mode: { act: "check_in", seat: "venue", label: "会場参加に変更して受付" },
  full: { act: "check_in", seat: "beyond", label: "席を数えずに受付" },
};
const HIGH = 880;
const LOW = 330;

export class AnswerPanel {
  constructor(desk) {
    this.place = desk.querySelector("[data-answer]");
    this.template = document.querySelector("[data-answer-template]");
  }

  clear() {
    this.place.replaceChildren();
  }

  show({ answer, sentence, person = null, at = "", was = "" }) {
    const panel = this.template.content.firstElementChild.cloneNode(true);
    const part = (name) => panel.querySelector(`[data-${name}]`);
    panel.classList.add(`is-${answer}`);
    part("sentence").textContent = sentence;
    part("who").hidden = part("number").hidden = !person;
    if (person) {
      part("who").textContent = `${person.place}　${person.name} さん`;
      part("number").textContent = `受付番号 ${person.receipt}`;
    }
    offer(panel.querySelector("form"), person ? NEXT[answer] : undefined, { person, at, was });
    this.place.replaceChildren(panel);
    panel.scrollIntoView({ block: "nearest" });
    sound(answer === "checked_in" || answer === "undone" ? HIGH : LOW);
    setTimeout(() => panel.classList.add("is-calm"), CALM_AFTER);
  }
}

function offer(form, next, { person, at, was }) {
  form.hidden = !next;
  if (!next) return;
  const field = (name) => form.querySelector(`input[name=${name}]`);
  field("attendance").value = person.id;
  field("act").value = next.act;
  field("seat").value = next.seat ?? "";
  field("seen").value = next.act === "undo" ? at : "";
  field("mode").value = was;
  form.querySelector("[data-label]").textContent = next.label;
}

let speaker;

function sound(pitch) {
  try {
    speaker ??= new AudioContext();
  } catch {
    return; // no sound on this machine
  }
  const tone = new OscillatorNode(speaker, { frequency: pitch });
  const volume = new GainNode(speaker, { gain: 0.15 });
  tone.connect(volume).connect(speaker.destination);
  tone.start();
  tone.stop(speaker.currentTime + 0.15);
}
