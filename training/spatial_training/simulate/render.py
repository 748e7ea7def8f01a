"""MuJoCo's software renderer behind one low-level context per process: colour, segmentation and depth."""

from __future__ import annotations

import mujoco
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .camera import Camera

NEAR, FAR = 0.02, 12.0
SUPERSAMPLE = 1.25
BUFFER = (960, 720)  # as the models' offscreen buffer
LARGEST = (int(BUFFER[0] / SUPERSAMPLE), int(BUFFER[1] / SUPERSAMPLE))

Shot = tuple[Image.Image, NDArray[np.int32], NDArray[np.float32]]

_window: mujoco.GLContext | None = None


def _gl() -> mujoco.GLContext:
    global _window
    if _window is None:
        _window = mujoco.GLContext(*BUFFER)
        _window.make_current()
    return _window


class Renderer:
    """Draws one compiled model; free it before the next one."""

    def __init__(self, model: mujoco.MjModel) -> None:
        _gl()
        self._model = model
        self._context = mujoco.MjrContext(model, mujoco.mjtFontScale.mjFONTSCALE_50.value)
        self._context.readDepthMap = mujoco.mjtDepthMap.mjDEPTH_ZEROFAR.value
        mujoco.mjr_setBuffer(mujoco.mjtFramebuffer.mjFB_OFFSCREEN.value, self._context)
        self._scene = mujoco.MjvScene(model, maxgeom=2000)
        self._option, self._camera = mujoco.MjvOption(), mujoco.MjvCamera()

    def free(self) -> None:
        self._context.free()

    def _aim(self, camera: Camera) -> None:
        for view in self._scene.camera:
            view.pos, view.forward, view.up = camera.position, camera.rotation[:, 2], -camera.rotation[:, 1]
            view.frustum_near, view.frustum_far = NEAR, FAR
            view.frustum_center = NEAR * (camera.width / 2 - camera.cx) / camera.fx
            view.frustum_top, view.frustum_bottom = (
                NEAR * camera.cy / camera.fy,
                -NEAR * (camera.height - camera.cy) / camera.fy,
            )
            view.frustum_width = 0.0

    def _colour(self, width: int, height: int, depth: NDArray[np.float32] | None = None) -> NDArray[np.uint8]:
        """Draws and reads back, bottom row first; `depth` is filled when given (reading it is slow)."""
        view = mujoco.MjrRect(0, 0, width, height)
        mujoco.mjr_render(view, self._scene, self._context)
        rgb = np.empty((height, width, 3), np.uint8)
        mujoco.mjr_readPixels(rgb, depth, view, self._context)
        return rgb

    def shoot(self, data: mujoco.MjData, camera: Camera) -> Shot:
        """Colour picture, geom ids [h, w] (-1 for none) and depth along the optical axis [h, w] in metres."""
        mujoco.mj_camlight(self._model, data)
        mujoco.mjv_updateScene(
            self._model, data, self._option, None, self._camera, mujoco.mjtCatBit.mjCAT_ALL.value, self._scene
        )
        self._aim(camera)
        large = (int(camera.width * SUPERSAMPLE), int(camera.height * SUPERSAMPLE))
        self._flags(segment=False)
        drawn = Image.fromarray(self._colour(*large)[::-1])
        picture = drawn.resize((camera.width, camera.height), Image.Resampling.BILINEAR)
        self._flags(segment=True)
        depth = np.empty((camera.height, camera.width), np.float32)
        geoms = self._geoms(self._colour(camera.width, camera.height, depth)[::-1])
        self._flags(segment=False)
        metres = NEAR * FAR / (depth[::-1] * (FAR - NEAR) + NEAR)
        return picture, geoms, metres.astype(np.float32)

    def _flags(self, segment: bool) -> None:
        self._scene.flags[mujoco.mjtRndFlag.mjRND_SEGMENT] = segment
        self._scene.flags[mujoco.mjtRndFlag.mjRND_IDCOLOR] = segment

    def _geoms(self, colour: NDArray[np.uint8]) -> NDArray[np.int32]:
        code = colour.astype(np.int32) @ np.array([1, 256, 65536], np.int32)
        lookup = np.full(self._scene.ngeom + 1, -1, np.int32)
        for geom in self._scene.geoms[: self._scene.ngeom]:
            if geom.segid >= 0 and geom.objtype == mujoco.mjtObj.mjOBJ_GEOM:
                lookup[geom.segid + 1] = geom.objid
        return lookup[np.minimum(code, self._scene.ngeom)]
