export const enum Flag {
  Off,
  On = 4,
}
export default class Switch {
  state: Flag = Flag.On;
}
