# What `make install PREFIX=…` puts where. The program finds data/ and its libraries under its own prefix, so the tree may
# be moved as a whole, and needs nothing of the checkout:
#   bin/entente · share/entente/data · lib/entente (OpenVINO for the CPU; other libraries are the system's)
install(TARGETS entente RUNTIME DESTINATION bin)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/data/ DESTINATION share/entente/data)

# OpenVINO finds its plugin and its reader of .xml beside libopenvino.so, and tbb by its own RPATH ($ORIGIN).
get_filename_component(ENTENTE_OPENVINO_LIBS "${OpenVINO_DIR}/../libs" REALPATH)
file(GLOB ENTENTE_RUNTIME_LIBS
  ${ENTENTE_OPENVINO_LIBS}/libopenvino.so*
  ${ENTENTE_OPENVINO_LIBS}/libopenvino_intel_cpu_plugin.so
  ${ENTENTE_OPENVINO_LIBS}/libopenvino_ir_frontend.so*
  ${ENTENTE_OPENVINO_LIBS}/libtbb.so*
  ${ENTENTE_OPENVINO_LIBS}/libtbbbind*.so*
  ${ENTENTE_OPENVINO_LIBS}/libhwloc.so*)
install(FILES ${ENTENTE_RUNTIME_LIBS} DESTINATION lib/entente)

file(GLOB ENTENTE_LICENCES ${ENTENTE_OPENVINO_LIBS}/../../*.dist-info/licenses/LICENSE ${ENTENTE_OPENVINO_LIBS}/../../*.dist-info/LICENSE)
install(FILES ${ENTENTE_LICENCES} DESTINATION share/doc/entente/openvino)
