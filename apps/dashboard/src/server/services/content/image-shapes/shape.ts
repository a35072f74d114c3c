export interface ImageShape {
  width: number;
  height: number;
}
