# What `make install PREFIX=…` puts where. The program finds data/ and its libraries under its own prefix, so the tree may
# be moved as a whole, and needs nothing of the checkout:
#   bin/entente · share/entente/data · lib/entente (OpenVINO for the CPU; other libraries are the system's)
install(TARGETS entente RUNTIME DESTINATION bin)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/data/ DESTINATION share/entente/data PATTERN world.compiled EXCLUDE PATTERN examples EXCLUDE)

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

# Last, when all that the program needs stands: the world is compiled by the program itself, so that no user's first start is slower.
# Where the program cannot run (built for another machine) each user's cache does it.
install(CODE [[
  set(entente_prefix "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}")
  execute_process(COMMAND ${CMAKE_COMMAND} -E env "ENTENTE_DATA=${entente_prefix}/share/entente/data"
                  "${entente_prefix}/bin/entente" world build RESULT_VARIABLE entente_built OUTPUT_QUIET ERROR_QUIET)
  if(NOT entente_built EQUAL 0)
    message(STATUS "the world was not compiled: the first start of each user compiles it")
  endif()
]])
